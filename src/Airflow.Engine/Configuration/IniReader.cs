namespace Airflow.Engine.Configuration;

/// <summary>Reads the lines of an INI file: sections, entries, continuation lines and comments.</summary>
internal sealed class IniReader(string path)
{
    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly List<string> _valueLines = [];
    private Dictionary<string, string>? _section;
    private string _sectionName = "";
    private string? _key;
    private int _indent;

    public IniFile Read(string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            ReadLine(line, number);
        }

        EndValue();
        if (_problems.Count > 0)
        {
            throw new AirflowConfigException("config_syntax", string.Join('\n', _problems)) { Problems = _problems };
        }

        return new IniFile(path, _sections);
    }

    private void ReadLine(ReadOnlySpan<char> line, int number)
    {
        var content = line.Trim();
        if (content.IsEmpty)
        {
            // a blank line belongs to the value above it if more of that value follows
            if (_key is not null)
            {
                _valueLines.Add("");
            }

            return;
        }

        if (content[0] is '#' or ';')
        {
            return;
        }

        var indent = line.IndexOf(content[0]);
        if (_key is not null && indent > _indent)
        {
            _valueLines.Add(content.ToString());
            return;
        }

        _indent = indent;
        var close = content.LastIndexOf(']');
        if (content[0] == '[' && close > 1)
        {
            BeginSection(content[1..close].ToString(), number);
        }
        else
        {
            BeginEntry(content, number);
        }
    }

    private void BeginSection(string name, int number)
    {
        EndValue();
        _sectionName = name;
        if (!_sections.TryGetValue(name, out var section))
        {
            section = new(StringComparer.Ordinal);
            _sections.Add(name, section);
        }
        else if (!string.Equals(name, IniFile.DefaultSection, StringComparison.Ordinal))
        {
            Report(number, $"section [{name}] is there already; put its entries together.");
        }

        _section = section;
    }

    private void BeginEntry(ReadOnlySpan<char> content, int number)
    {
        EndValue();
        if (_section is null)
        {
            Report(number, $"'{content}' stands before the first [section].");
            return;
        }

        var delimiter = content.IndexOfAny('=', ':');
        if (delimiter <= 0)
        {
            Report(number, $"'{content}' is neither a [section], nor key = value, nor a # comment.");
            return;
        }

        _key = content[..delimiter].TrimEnd().ToString();
        _valueLines.Add(content[(delimiter + 1)..].Trim().ToString());
        if (_section.ContainsKey(_key))
        {
            Report(number, $"{_key} is set a second time in [{_sectionName}]; remove one.");
        }
    }

    private void EndValue()
    {
        if (_key is not null && _section is not null)
        {
            _section[_key] = _valueLines.Count == 1 ? _valueLines[0] : string.Join('\n', _valueLines).TrimEnd();
        }

        _key = null;
        _valueLines.Clear();
    }

    private void Report(int number, string problem) => _problems.Add($"{path}, line {number}: {problem}");
}
