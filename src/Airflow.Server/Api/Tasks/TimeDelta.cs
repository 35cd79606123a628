using System.Text.Json.Serialization;

namespace Airflow.Server.Api.Tasks;

/// <summary>A length of time in days, seconds and microseconds, of which only days may be negative.</summary>
internal sealed record TimeDelta(long Days, long Seconds, long Microseconds)
{
    private const int TicksPerMicrosecond = 10;

    [JsonPropertyName("__type")]
    public string Type => "TimeDelta";

    public static TimeDelta? Of(TimeSpan? span)
    {
        if (span is not { } length)
        {
            return null;
        }

        var days = (long)Math.Floor(length.TotalDays);
        var rest = length.Ticks - (days * TimeSpan.TicksPerDay);
        return new TimeDelta(days, rest / TimeSpan.TicksPerSecond, rest % TimeSpan.TicksPerSecond / TicksPerMicrosecond);
    }
}
