namespace Airflow.Engine.Configuration;

/// <summary>Finds the names that file and environment set, whether or not they are options.</summary>
internal static class SetOptions
{
    private const string Prefix = "AIRFLOW__";

    /// <summary>The entries of the file: name, value and place.</summary>
    public static IEnumerable<SetOption> InFile(AirflowConfiguration configuration)
    {
        var file = configuration.File;
        foreach (var section in file.Sections)
        {
            // [team=section] holds the entries of one team
            var plain = section[(section.IndexOf('=', StringComparison.Ordinal) + 1)..];
            foreach (var key in file.KeysOf(section))
            {
                file.TryGetRaw(section, key, out var value);
                yield return new SetOption(new OptionName(plain, key), value ?? "", $"[{section}] {key} in {file.Path}");
            }
        }
    }

    /// <summary>The environment variables of the form AIRFLOW__SECTION__KEY.</summary>
    public static IEnumerable<SetOption> InEnvironment(AirflowConfiguration configuration)
    {
        foreach (var (variable, value) in configuration.Inputs.Environment)
        {
            if (TrySplit(variable, out var name))
            {
                yield return new SetOption(name, value, $"Environment variable {variable}");
            }
        }
    }

    private static bool TrySplit(string variable, out OptionName name)
    {
        name = default;
        if (!variable.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = variable[Prefix.Length..].ToLowerInvariant();
        var team = rest.IndexOf("___", StringComparison.Ordinal);
        rest = team > 0 ? rest[(team + 3)..] : rest;
        var separator = rest.IndexOf("__", StringComparison.Ordinal);
        if (separator <= 0 || separator + 2 >= rest.Length)
        {
            return false;
        }

        // the only section with a dot, which no variable's name can hold
        var section = rest[..separator];
        section = string.Equals(section, "common_io", StringComparison.Ordinal) ? "common.io" : section;
        name = new OptionName(section, rest[(separator + 2)..]);
        return true;
    }
}
