namespace Airflow.Celery.Brokers.Redis;

/// <summary>Steps that must not be parted by a crash or by another client.</summary>
internal static class RedisScripts
{
    /// <summary>
    /// Takes up to ARGV[1] messages from the lists KEYS[3..], the first lists first, and notes them as delivered at ARGV[2] in the index KEYS[1] and the
    /// hash KEYS[2]; ARGV[3..] are the routing keys of the lists as JSON. One that has no tag is handed out unnoted: its reader drops it.
    /// </summary>
    public const string Take = """
        local taken = {}
        for at = 3, #KEYS do
          while #taken < ARGV[1] * 2 do
            local text = redis.call('RPOP', KEYS[at])
            if not text then break end
            local is_read, tag = pcall(function() return cjson.decode(text).properties.delivery_tag end)
            if is_read and type(tag) == 'string' then
              redis.call('ZADD', KEYS[1], ARGV[2], tag)
              redis.call('HSET', KEYS[2], tag, '[' .. text .. ', "", ' .. ARGV[at] .. ']')
            end
            taken[#taken + 1] = KEYS[at]
            taken[#taken + 1] = text
          end
        end
        return taken
        """;

    /// <summary>Puts the message of the tag ARGV[1] back into the list KEYS[3], as the text ARGV[2], unless somebody has settled it.</summary>
    public const string Restore = """
        if redis.call('HDEL', KEYS[2], ARGV[1]) == 1 then
          redis.call('ZREM', KEYS[1], ARGV[1])
          redis.call('RPUSH', KEYS[3], ARGV[2])
          return 1
        end
        redis.call('ZREM', KEYS[1], ARGV[1])
        return 0
        """;

    /// <summary>Gives up the lock KEYS[1] if it is still that of ARGV[1].</summary>
    public const string Unlock = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
        return 0
        """;
}
