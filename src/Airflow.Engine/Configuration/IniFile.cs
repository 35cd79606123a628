using System.Diagnostics.CodeAnalysis;

namespace Airflow.Engine.Configuration;

/// <summary>The raw entries of airflow.cfg, read as Python's ConfigParser reads them; names are case-sensitive.</summary>
public sealed class IniFile
{
    /// <summary>The section whose entries are seen from every other section.</summary>
    public const string DefaultSection = "DEFAULT";

    private readonly Dictionary<string, Dictionary<string, string>> _sections;

    internal IniFile(string path, Dictionary<string, Dictionary<string, string>> sections)
    {
        Path = path;
        _sections = sections;
    }

    /// <summary>Where the text came from, for messages.</summary>
    public string Path { get; }

    /// <summary>The sections in the order of the file, without DEFAULT.</summary>
    public IEnumerable<string> Sections => _sections.Keys.Where(name => !IsDefault(name));

    /// <summary>A file without entries.</summary>
    public static IniFile Empty(string path) => new(path, new(StringComparer.Ordinal));

    /// <summary>Reads the text; every line that cannot be read is named in the error.</summary>
    public static IniFile Parse(string text, string path) => new IniReader(path).Read(text);

    /// <summary>The keys written in the section itself.</summary>
    public IEnumerable<string> KeysOf(string section) =>
        _sections.TryGetValue(section, out var entries) ? entries.Keys : [];

    /// <summary>The value as written, from the section or from DEFAULT; interpolation is still to be done.</summary>
    public bool TryGetRaw(string section, string key, [MaybeNullWhen(false)] out string value)
    {
        value = null;
        return _sections.TryGetValue(section, out var entries)
            && (entries.TryGetValue(key, out value)
                || (_sections.TryGetValue(DefaultSection, out var defaults) && defaults.TryGetValue(key, out value)));
    }

    /// <summary>The value with %(name)s and %% replaced.</summary>
    public bool TryGet(string section, string key, [MaybeNullWhen(false)] out string value)
    {
        if (!TryGetRaw(section, key, out var raw))
        {
            value = null;
            return false;
        }

        value = IniInterpolation.Apply(this, new OptionName(section, key), raw);
        return true;
    }

    private static bool IsDefault(string name) => string.Equals(name, DefaultSection, StringComparison.Ordinal);
}
