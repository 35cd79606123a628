using System.Text;

namespace Airflow.Engine.Configuration;

/// <summary>Replaces %(name)s by another entry of the same section and %% by one %.</summary>
internal static class IniInterpolation
{
    private const int MaxDepth = 10;

    public static string Apply(IniFile file, OptionName option, string raw) =>
        raw.Contains('%', StringComparison.Ordinal) ? Apply(file, option, raw, 1) : raw;

    private static string Apply(IniFile file, OptionName option, string raw, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Error(file, option, "refers to itself, or its references go too deep.");
        }

        var result = new StringBuilder(raw.Length);
        var position = 0;
        while (position < raw.Length)
        {
            var percent = raw.IndexOf('%', position);
            if (percent < 0)
            {
                break;
            }

            result.Append(raw, position, percent - position);
            position = AppendReference(file, option, raw, percent, depth, result);
        }

        return result.Append(raw, position, raw.Length - position).ToString();
    }

    private static int AppendReference(IniFile file, OptionName option, string raw, int percent, int depth, StringBuilder result)
    {
        var next = percent + 1 < raw.Length ? raw[percent + 1] : '\0';
        if (next == '%')
        {
            result.Append('%');
            return percent + 2;
        }

        var end = next == '(' ? raw.IndexOf(")s", percent, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            throw Error(file, option, $"holds a single % at position {percent + 1}; write %% for a percent sign.");
        }

        var name = raw[(percent + 2)..end];
        if (!file.TryGetRaw(option.Section, name, out var value))
        {
            throw Error(file, option, $"refers to %({name})s, which is set neither in [{option.Section}] nor in [DEFAULT].");
        }

        result.Append(value.Contains('%', StringComparison.Ordinal) ? Apply(file, option, value, depth + 1) : value);
        return end + 2;
    }

    private static AirflowConfigException Error(IniFile file, OptionName option, string what) =>
        new("config_interpolation", $"{option} in {file.Path} {what}");
}
