using System.Buffers.Text;

namespace Airflow.Engine.Listing;

/// <summary>A place in an ordered list: the keys of the item beside it. Written as Airflow writes it, so that either reads the other's.</summary>
/// <param name="IsBackward">The page is the one that ends here.</param>
/// <param name="Keys">The values of the keys: numbers, flags, times, texts; ids are texts.</param>
public sealed record ListCursor(bool IsBackward, IReadOnlyList<object?> Keys)
{
    private const int MaxLength = 8 * 1024;
    private const char BackwardMark = '~';

    /// <exception cref="AirflowException">list_cursor_invalid: the text is no cursor.</exception>
    public static ListCursor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isBackward = text.StartsWith(BackwardMark);
        var token = isBackward ? text.AsSpan(1) : text;
        if (token.Length is 0 or > MaxLength || !Base64Url.IsValid(token))
        {
            throw Invalid("Invalid cursor token");
        }

        return CursorText.Read(Base64Url.DecodeFromChars(token)) is IReadOnlyList<object?> keys
            ? new ListCursor(isBackward, keys)
            : throw Invalid("Invalid cursor token structure");
    }

    public static AirflowException Invalid(string message, Exception? cause = null) => new("list_cursor_invalid", message, cause);

    public override string ToString() => (IsBackward ? BackwardMark.ToString() : "") + Base64Url.EncodeToString(CursorText.Write(Keys));
}
