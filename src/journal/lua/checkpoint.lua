--[[
Brings the checkpoint up to a sequence: writes changed entities, removes closed ones, keeps the new answers.
The same change again has the same effect.

KEYS[1] epoch
KEYS[2] seq
KEYS[3] cp             hash: `<kind>:<id>` -> JSON of the entity, `seq` -> the sequence that it stands for
KEYS[4] answers        sorted set: sequence of a checkpoint, by the time (Unix ms) when its answers expire
KEYS[5] answers:<seq>  JSON text of the answers of this checkpoint; expires by itself

ARGV[1] the caller's epoch
ARGV[2] the sequence that the checkpoint stands for
ARGV[3] JSON text of the answers, or '' for none
ARGV[4] how long the answers are kept, in ms
ARGV[5] number n of entities to set
ARGV[6 .. 5 + 2n] field and JSON of each entity to set
ARGV[6 + 2n ..] fields of the entities to remove

Answers OK; FENCED as in append.lua; AHEAD when the journal has not come that far; BEHIND when the present
checkpoint is already further.
--]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 'FENCED'
end

local upTo = tonumber(ARGV[2])
if upTo > tonumber(redis.call('GET', KEYS[2]) or '0') then
  return 'AHEAD'
end
if upTo < tonumber(redis.call('HGET', KEYS[3], 'seq') or '0') then
  return 'BEHIND'
end

local firstDel = 6 + 2 * tonumber(ARGV[5])
for i = 6, firstDel - 2, 2 do
  redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1])
end
for i = firstDel, #ARGV do
  redis.call('HDEL', KEYS[3], ARGV[i])
end
redis.call('HSET', KEYS[3], 'seq', ARGV[2])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', now)
if ARGV[3] ~= '' then
  redis.call('SET', KEYS[5], ARGV[3], 'PX', ARGV[4])
  redis.call('ZADD', KEYS[4], now + tonumber(ARGV[4]), ARGV[2])
end
return 'OK'
