using System.Globalization;

namespace Airflow.Celery.Workers;

/// <summary>Limits that remote control sets on a running worker.</summary>
internal sealed class WorkerLimits
{
    /// <summary>So many tries are started in a second; null: as many as come.</summary>
    public double? RatePerSecond { get; private set; }

    public string? Rate { get; private set; }

    /// <summary>So long a try may run; null: as its task says.</summary>
    public TimeSpan? Duration { get; private set; }

    /// <summary>Takes 10, 10/s, 10/m or 10/h; 0 takes the limit away.</summary>
    public void SetRate(string text)
    {
        var parts = text.Split('/', 2);
        if (!double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) || count < 0)
        {
            throw new FormatException($"could not convert string to float: '{parts[0]}'");
        }

        var seconds = parts.ElementAtOrDefault(1) switch
        {
            null or "s" => 1,
            "m" => 60,
            "h" => 3600,
            var unit => throw new KeyNotFoundException(unit),
        };
        RatePerSecond = count > 0 ? count / seconds : null;
        Rate = count > 0 ? text : null;
    }

    /// <summary>The softer of both ends the try: it is told to end and killed when it does not.</summary>
    public void SetDuration(double? soft, double? hard) =>
        Duration = (soft, hard) switch
        {
            ({ } first, { } last) => TimeSpan.FromSeconds(Math.Min(first, last)),
            _ => (soft ?? hard) is { } only ? TimeSpan.FromSeconds(only) : null,
        };
}
