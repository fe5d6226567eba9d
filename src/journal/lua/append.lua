--[[
Appends one batch of steps as one stream entry, if the caller still holds the lease and the batch follows.

KEYS[1] epoch    the newest epoch that was handed out
KEYS[2] seq      sequence of the last step in the journal
KEYS[3] journal  the stream: entry id `<last seq>-0`, fields f (first seq), d (JSON array of steps)

ARGV[1] the caller's epoch
ARGV[2] sequence of the batch's first step
ARGV[3] sequence of the batch's last step
ARGV[4] the steps as JSON

Answers OK; DUP when the last entry is this very batch (its answer was lost on the way); FENCED when another
holder took the lease; CONFLICT when the batch does not follow the last step.
--]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 'FENCED'
end

local seq = redis.call('GET', KEYS[2]) or '0'
if tonumber(ARGV[2]) == tonumber(seq) + 1 then
  redis.call('XADD', KEYS[3], ARGV[3] .. '-0', 'f', ARGV[2], 'd', ARGV[4])
  redis.call('SET', KEYS[2], ARGV[3])
  return 'OK'
end

if seq == ARGV[3] then
  local last = redis.call('XREVRANGE', KEYS[3], '+', '-', 'COUNT', 1)[1]
  if last and last[2][2] == ARGV[2] and last[2][4] == ARGV[4] then
    return 'DUP'
  end
end
return 'CONFLICT'
