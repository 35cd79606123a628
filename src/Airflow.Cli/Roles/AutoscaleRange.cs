using System.Globalization;
using Airflow.Engine;

namespace Airflow.Cli.Roles;

/// <summary>Most and fewest tries at once, as --autoscale and [celery] worker_autoscale have them: 10,3; one number is the most.</summary>
internal static class AutoscaleRange
{
    public static (int Max, int Min) Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length is 1 or 2 && Number(parts[0]) is { } max && (parts.Length == 1 ? 0 : Number(parts[1])) is { } min && max >= Math.Max(min, 1)
            ? (max, min)
            : throw new AirflowException("autoscale_invalid", $"--autoscale takes max,min such as 10,3, not '{text}'.");
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
