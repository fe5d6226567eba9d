--[[
Takes a copy of the checkpoint as the new base, once the present one is old enough; the present one becomes
the old base, up to which the journal may be trimmed.

KEYS[1] epoch
KEYS[2] cp        the checkpoint, see checkpoint.lua
KEYS[3] base:new  the latest copy, with the field `at`: when it was taken
KEYS[4] base:old  the copy before it

ARGV[1] the caller's epoch
ARGV[2] now, in ms of the caller's clock
ARGV[3] least age in ms of the latest copy

Answers OK; FENCED as in append.lua; EARLY when nothing was to be done (yet).
--]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 'FENCED'
end

local at = redis.call('HGET', KEYS[3], 'at')
if at and tonumber(ARGV[2]) - tonumber(at) < tonumber(ARGV[3]) then
  return 'EARLY'
end
if redis.call('EXISTS', KEYS[2]) == 0 then
  return 'EARLY'
end
if at then
  redis.call('RENAME', KEYS[3], KEYS[4])
end
redis.call('COPY', KEYS[2], KEYS[3], 'REPLACE')
redis.call('HSET', KEYS[3], 'at', ARGV[2])
return 'OK'
