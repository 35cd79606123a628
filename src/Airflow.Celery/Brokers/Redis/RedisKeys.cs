namespace Airflow.Celery.Brokers.Redis;

/// <summary>The names that kombu gives to what it keeps in Redis.</summary>
internal sealed class RedisKeys(string prefix, int database)
{
    public const string Separator = "\u0006\u0016";

    /// <summary>Priorities are gathered in these steps, the first is served first; each has a list of its own.</summary>
    public static readonly IReadOnlyList<int> Steps = [0, 3, 6, 9];

    public string Unacknowledged => $"{prefix}unacked";

    public string UnacknowledgedIndex => $"{prefix}unacked_index";

    public string Mutex => $"{prefix}unacked_mutex";

    public static int Step(int priority) => Steps.Last(step => step <= Math.Clamp(priority, 0, 9));

    public string List(string queue, int step) => step == 0 ? $"{prefix}{queue}" : $"{prefix}{queue}{Separator}{step}";

    public IEnumerable<string> Lists(string queue) => Steps.Select(step => List(queue, step));

    /// <summary>The name of the queue that a list belongs to.</summary>
    public string QueueOf(string list)
    {
        var name = list[prefix.Length..];
        return name.IndexOf(Separator, StringComparison.Ordinal) is var at and >= 0 ? name[..at] : name;
    }

    public string Binding(string exchange) => $"{prefix}_kombu.binding.{exchange}";

    public static string Member(string routingKey, string queue) => $"{routingKey}{Separator}{Separator}{queue}";

    /// <summary>The channel that a message to a fan-out or topic exchange is published on.</summary>
    public string Channel(string exchange, string routingKey) => $"{prefix}/{database}.{exchange}{(routingKey.Length > 0 ? $"/{routingKey}" : "")}";

    /// <summary>What to subscribe to; Redis's * takes any number of words.</summary>
    public string ChannelPattern(string exchange, string pattern) => Channel(exchange, pattern.Replace('#', '*'));
}
