namespace Airflow.Engine.Dags;

/// <summary>A time zone as the document names it: an IANA name, or a fixed offset in seconds east of UTC.</summary>
public readonly record struct SerializedTimezone(string? Name, int? OffsetSeconds)
{
    public static SerializedTimezone Utc { get; } = new("UTC", null);
}
