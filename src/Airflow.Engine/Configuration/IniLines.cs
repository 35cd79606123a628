namespace Airflow.Engine.Configuration;

/// <summary>The lines of an INI file, to be changed in place.</summary>
internal sealed class IniLines(string text)
{
    private readonly List<string> _lines = [.. text.Split('\n')];

    public override string ToString() => string.Join('\n', _lines);

    /// <summary>Removes the entry with its continuation lines.</summary>
    public void Remove(OptionName name)
    {
        if (Find(name) is var (start, count) && count > 0)
        {
            _lines.RemoveRange(start, count);
        }
    }

    /// <summary>Gives the entry another name, in another section if need be.</summary>
    public void Move(OptionName from, OptionName to)
    {
        var (start, count) = Find(from);
        if (count == 0)
        {
            return;
        }

        var entry = _lines.GetRange(start, count);
        entry[0] = to.Key + entry[0].TrimStart()[from.Key.Length..];
        _lines.RemoveRange(start, count);
        if (string.Equals(from.Section, to.Section, StringComparison.Ordinal))
        {
            _lines.InsertRange(start, entry);
        }
        else
        {
            _lines.InsertRange(EndOf(to.Section), entry);
        }
    }

    public void SetValue(OptionName name, string value)
    {
        var (start, count) = Find(name);
        if (count > 0)
        {
            _lines.RemoveRange(start, count);
            _lines.Insert(start, $"{name.Key} = {value}");
        }
    }

    private (int Start, int Count) Find(OptionName name)
    {
        for (var i = LineAfterHeader(name.Section); i >= 0 && i < _lines.Count && !IsHeader(_lines[i]); i++)
        {
            var line = _lines[i].Trim();
            var delimiter = line.AsSpan().IndexOfAny('=', ':');
            if (delimiter > 0 && !IsComment(line) && line.AsSpan(0, delimiter).TrimEnd().SequenceEqual(name.Key))
            {
                return (i, CountOf(i));
            }
        }

        return (0, 0);
    }

    // indented lines continue a value, blank and comment lines among them too
    private int CountOf(int start)
    {
        var end = start;
        var indent = IndentOf(_lines[start]);
        for (var i = start + 1; i < _lines.Count; i++)
        {
            var line = _lines[i].Trim();
            if (line.Length == 0 || IsComment(line))
            {
                continue;
            }

            if (IndentOf(_lines[i]) <= indent)
            {
                break;
            }

            end = i;
        }

        return end - start + 1;
    }

    private int LineAfterHeader(string section) =>
        _lines.FindIndex(line => IsHeader(line) && string.Equals(line.Trim()[1..line.Trim().LastIndexOf(']')], section, StringComparison.Ordinal)) is >= 0 and var header
            ? header + 1
            : -1;

    /// <summary>The line after the last entry of a section, which is made when it is missing.</summary>
    private int EndOf(string section)
    {
        var first = LineAfterHeader(section);
        if (first < 0)
        {
            // the last line is what follows the last line break, which is nothing in most files
            var end = _lines[^1].Length == 0 ? _lines.Count - 1 : _lines.Count;
            _lines.InsertRange(end, ["", $"[{section}]"]);
            return end + 2;
        }

        var last = first;
        for (var i = first; i < _lines.Count && !IsHeader(_lines[i]); i++)
        {
            if (_lines[i].Trim().Length > 0)
            {
                last = i + 1;
            }
        }

        return last;
    }

    private static bool IsHeader(string line) => line.StartsWith('[') && line.Contains(']', StringComparison.Ordinal);

    private static bool IsComment(string line) => line[0] is '#' or ';';

    private static int IndentOf(string line) => line.Length - line.TrimStart().Length;
}
