-- SPDX-License-Identifier: Apache-2.0
-- What wrk sends: one request after another out of a file of ready parts (tools/bench/load.mjs writes it).
--   wrk … -s load.lua http://127.0.0.1:PORT -- FILE RUN
-- The file's first line is the head that all requests share; each other line is a weight, a kind and its words, parted by
-- tabs. Requests are put together here by hand, because wrk.format costs more than the server's own reading of them.
-- RUN is eight hexadecimal digits that no other run of this store had: they make the Idempotency-Keys fresh.

local head, run
local kinds = {}     -- kind -> {at = next line, lines}
local turns = {}     -- a shuffled round of kinds, so that a mix is one
local turn = 0
local made = 0

local function read_parts(path)
  local weights = {}
  local lines = io.lines(path)
  head = lines():gsub("\\r\\n", "\r\n")
  for line in lines do
    local weight, kind, first, second = line:match("^(%d+)\t([^\t]+)\t([^\t]*)\t?(.*)$")
    if not kinds[kind] then
      kinds[kind] = { at = 0 }
      weights[#weights + 1] = { kind = kind, weight = tonumber(weight) }
    end
    local list = kinds[kind]
    list[#list + 1] = { first, second }
  end
  for _, w in ipairs(weights) do
    for _ = 1, w.weight do turns[#turns + 1] = w.kind end
  end
  for i = #turns, 2, -1 do
    local j = math.random(i)
    turns[i], turns[j] = turns[j], turns[i]
  end
end

local function fresh_key()
  made = made + 1
  return string.format("%s-%04x-4000-8000-%012x", run, made % 65536, made)
end

local function get(target)
  return "GET " .. target .. " HTTP/1.1\r\n" .. head .. "\r\n"
end

local function post(target, body)
  return "POST " .. target .. " HTTP/1.1\r\n" .. head .. "Content-Type: application/json\r\nIdempotency-Key: "
    .. fresh_key() .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

function init(args)
  run = args[2]
  math.randomseed(tonumber(run, 16))
  read_parts(args[1])
end

function request()
  turn = turn % #turns + 1
  local kind = turns[turn]
  local list = kinds[kind]
  list.at = list.at % #list + 1
  local line = list[list.at]
  if kind == "GET" then return get(line[1]) end
  return post(line[1], line[2])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nJUNKAI {"requests":%d,"us":%d,"p50":%.1f,"p99":%.1f,"max":%.1f,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
