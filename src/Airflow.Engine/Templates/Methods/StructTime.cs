using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>Python's struct_time.</summary>
internal static class StructTime
{
    private static readonly string[] Names = ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"];

    public static TemplateObject Of(LocalDateTime local)
    {
        object?[] values =
        [
            (long)local.Year, (long)local.Month, (long)local.Day, (long)local.Hour, (long)local.Minute, (long)local.Second,
            (long)local.DayOfWeek - 1, (long)local.DayOfYear, 0L,
        ];
        var time = new TemplateObject("struct_time")
        {
            AsText = () => $"time.struct_time({string.Join(", ", Names.Zip(values, (name, value) => $"{name}={value}"))})",
            Each = () => values,
            Length = () => values.Length,
            FindItem = key => key is long index and >= -9 and < 9 ? () => values[(index + 9) % 9] : null,
        };
        for (var index = 0; index < Names.Length; index++)
        {
            time.With(Names[index], values[index]);
        }

        return time;
    }
}
