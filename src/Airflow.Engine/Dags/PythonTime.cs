using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>Instants and durations as the document holds them: seconds as a float, exact to the microsecond.</summary>
internal static class PythonTime
{
    private const double MaxSeconds = 315_537_897_599;

    public static bool TryDuration(JsonElement value, out TimeSpan duration)
    {
        duration = default;
        if (!TrySeconds(value, out var seconds))
        {
            return false;
        }

        duration = TimeSpan.FromMicroseconds(Microseconds(seconds));
        return true;
    }

    public static bool TryInstant(JsonElement value, out DateTimeOffset instant)
    {
        instant = default;
        if (!TrySeconds(value, out var seconds))
        {
            return false;
        }

        var ticks = DateTimeOffset.UnixEpoch.Ticks + (Microseconds(seconds) * TimeSpan.TicksPerMicrosecond);
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        instant = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    public static double ToSeconds(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond / 1e6;

    public static double ToSeconds(DateTimeOffset instant) => ToSeconds(instant - DateTimeOffset.UnixEpoch);

    private static long Microseconds(double seconds) => (long)Math.Round(seconds * 1e6, MidpointRounding.ToEven);

    private static bool TrySeconds(JsonElement value, out double seconds)
    {
        seconds = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out seconds) && Math.Abs(seconds) <= MaxSeconds;
    }
}
