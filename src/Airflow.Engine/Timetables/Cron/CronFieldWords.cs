namespace Airflow.Engine.Timetables.Cron;

/// <summary>How one field of a cron expression is put into words; "{0}" and "{1}" stand for what is named.</summary>
internal sealed record CronFieldWords
{
    /// <summary>Said of a star.</summary>
    public string Every { get; init; } = "";
    /// <summary>The name of one value.</summary>
    public Func<string, string> Item { get; init; } = item => item;
    /// <summary>Said of a step.</summary>
    public required Func<string, string> Step { get; init; }
    /// <summary>Said of a range that stands alone.</summary>
    public required string Between { get; init; }
    /// <summary>Said of a value or list, by the whole text of the field.</summary>
    public required Func<string, string> Listed { get; init; }

    public string Describe(string field)
    {
        if (field.Length == 0)
        {
            return "";
        }
        if (field == "*")
        {
            return Every;
        }
        if (field.Contains(',', StringComparison.Ordinal))
        {
            return Fill(Listed(field), Join(field.Split(',').Select(ListItem).ToArray()));
        }
        if (field.Contains('/', StringComparison.Ordinal))
        {
            return Stepped(field);
        }
        return field.Contains('-', StringComparison.Ordinal) ? Range(field, Between) : Fill(Listed(field), Item(field));
    }

    public string Range(string range, string words)
    {
        var ends = range.Split('-');
        // An hour range runs to the last minute of its last hour.
        return Fill(words, Item(ends[0]), Item(ends[1]).Replace(":00", ":59", StringComparison.Ordinal));
    }

    public static string Fill(string words, string first, string second = "") =>
        words.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);

    private string Stepped(string field)
    {
        var parts = field.Split('/');
        var text = Step(parts[1]);
        if (parts[0].Contains('-', StringComparison.Ordinal))
        {
            var range = Range(parts[0], Between);
            return range.StartsWith(", ", StringComparison.Ordinal) ? text + range : text + ", " + range;
        }
        return parts[0].Contains('*', StringComparison.Ordinal)
            ? text
            : text + ", starting " + Fill(Listed(parts[0]), Item(parts[0])).Replace(", ", "", StringComparison.Ordinal);
    }

    private string ListItem(string item)
    {
        var parts = item.Split('/');
        var isRange = parts[0].Contains('-', StringComparison.Ordinal);
        var named = isRange ? Range(parts[0], "{0} through {1}") : parts[0];
        if (parts.Length == 1)
        {
            return isRange ? named : Item(named);
        }
        var step = Step(parts[1]);
        step = step.StartsWith(", ", StringComparison.Ordinal) ? step[2..] : step;
        if (isRange)
        {
            return $"{step}, {named}";
        }
        // Airflow leaves out where a step within a list starts, but not the comma before it.
        return parts[0] == "*" ? step : step + ", ";
    }

    private static string Join(string[] items) => items.Length == 2
        ? $"{items[0]} and {items[1]}"
        : $"{string.Join(", ", items[..^1])}, and {items[^1]}";
}
