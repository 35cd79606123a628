using System.Globalization;

namespace Airflow.Celery.Messages;

/// <summary>Times in messages: old workers read exactly six digits of a second and the offset +00:00, and misread everything else.</summary>
internal static class CeleryTime
{
    public static string Write(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);

    /// <summary>A time without an offset is one in UTC.</summary>
    public static DateTimeOffset? Read(string? text) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw new MessageRefusedException($"\"{text}\" is no time.") { IsUndecodable = true };

    public static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;
}
