# sql/queries/<chapter>.sql becomes "sql/<chapter>.h" (namespace junkai::sql::<chapter>, one db::Statement per
# "-- name:" line) and sql/migrations/ becomes "sql/migrations.h"; both in the build folder.
function(junkai_embed_sql target)
  file(GLOB_RECURSE texts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sql/*.sql)
  set(out ${CMAKE_BINARY_DIR}/generated)
  set(stamp ${out}/sql.stamp)
  # Named, so that ninja looks at them again after the command and rebuilds what includes a changed one.
  file(GLOB chapters CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sql/queries/*.sql)
  set(headers ${out}/sql/migrations.h ${out}/sql/all_statements.h)
  foreach(chapter ${chapters})
    get_filename_component(name ${chapter} NAME_WE)
    list(APPEND headers ${out}/sql/${name}.h)
  endforeach()
  add_custom_command(
    OUTPUT ${stamp}
    BYPRODUCTS ${headers}
    COMMAND ${JUNKAI_NODE} ${CMAKE_SOURCE_DIR}/tools/embed-sql.mjs ${CMAKE_SOURCE_DIR}/sql ${out}/sql
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${texts} ${CMAKE_SOURCE_DIR}/tools/embed-sql.mjs
    COMMENT "embedding SQL")
  add_custom_target(junkai_sql DEPENDS ${stamp})
  add_dependencies(${target} junkai_sql)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    target_include_directories(${target} INTERFACE ${out})
  else()
    target_include_directories(${target} PUBLIC ${out})
  endif()
endfunction()
