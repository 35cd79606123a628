using System.Globalization;

namespace Airflow.Engine.Templates;

/// <summary>The argument <c>attribute</c> of filters: a name, a dotted path, an index, or several by commas.</summary>
internal static class AttributePath
{
    /// <summary>The attribute of an item; null when none is asked for.</summary>
    public static Func<object?, object?>? From(object? attribute, Frame frame, object? fallback = null, bool hasDefault = false)
    {
        if (attribute is null)
        {
            return null;
        }

        var parts = attribute is string text
            ? text.Split('.').Select(Part).ToArray()
            : [attribute];
        return item =>
        {
            foreach (var part in parts)
            {
                item = PyAttributes.GetItem(item, part, frame);
                if (item is PyUndefined && (hasDefault || fallback is not null))
                {
                    item = fallback;
                }
            }

            return item;
        };
    }

    public static Func<object?, object?> Key(object? attribute, Frame frame, Func<object?, object?> fold, object? fallback = null)
    {
        var path = From(attribute, frame, fallback);
        return path is null ? fold : item => fold(path(item));
    }

    public static Func<object?, object?[]> Keys(object? attribute, Frame frame, Func<object?, object?> fold)
    {
        var keys = attribute is string text
            ? text.Split(',').Select(part => Key(part, frame, fold)).ToArray()
            : [Key(attribute, frame, fold)];
        return item => Array.ConvertAll(keys, key => key(item));
    }

    private static object Part(string part) =>
        part.Length > 0 && !part.AsSpan().ContainsAnyExceptInRange('0', '9') && long.TryParse(part, CultureInfo.InvariantCulture, out var index) ? index : part;
}
