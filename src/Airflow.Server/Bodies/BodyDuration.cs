using System.Text.Json;
using System.Xml;

namespace Airflow.Server.Bodies;

/// <summary>A length of time in a body: ISO 8601 text, or seconds.</summary>
internal static class BodyDuration
{
    /// <summary>null when it is neither.</summary>
    public static TimeSpan? Read(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return value.TryGetDouble(out var seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
        }

        try
        {
            return value.ValueKind == JsonValueKind.String ? XmlConvert.ToTimeSpan(value.GetString()!) : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }
}
