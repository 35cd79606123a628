using System.Buffers.Text;
using System.Text.Json;

namespace Airflow.Engine.Listing;

/// <summary>A place in an ordered list: the keys of the item beside it.</summary>
/// <param name="IsBackward">The page is the one that ends here.</param>
/// <param name="Order">The order that the keys belong to.</param>
/// <param name="Keys">The values of the keys, as texts that the database reads.</param>
public sealed record ListCursor(bool IsBackward, string Order, IReadOnlyList<string?> Keys)
{
    private const int MaxLength = 8 * 1024;

    /// <summary>null when the text is no cursor.</summary>
    public static ListCursor? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ListCursor>(Base64Url.DecodeFromChars(text)) is { Order: not null, Keys: not null } cursor ? cursor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));
}
