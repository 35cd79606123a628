using System.Text.Json;
using System.Text.Unicode;

namespace Airflow.Server.Bodies;

/// <summary>Whether the texts of a body are texts: JSON lets some through that no text can be made of, or no database can hold.</summary>
internal static class BodyText
{
    /// <summary>Whether the bytes are UTF-8.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> body) => Utf8.IsValid(body);

    /// <summary>Whether half a surrogate pair or a NUL hides behind an escape somewhere inside.</summary>
    public static bool HasBadText(JsonElement body, ReadOnlySpan<byte> bytes) =>
        (bytes.IndexOf("\\u"u8) >= 0 || bytes.IndexOf("\\U"u8) >= 0) && IsBad(body);

    private static bool IsBad(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(static entry => IsBadName(entry) || IsBad(entry.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(IsBad),
        JsonValueKind.String => Read(value.GetString) is not { } text || text.Contains('\0', StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsBadName(JsonProperty entry) => Read(() => entry.Name) is not { } name || name.Contains('\0', StringComparison.Ordinal);

    private static string? Read(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
