namespace Airflow.Engine.Configuration;

/// <summary>Finds values that no program could use.</summary>
internal static class ConfigurationCheck
{
    public static IReadOnlyList<string> FindProblems(AirflowConfiguration configuration)
    {
        var problems = new List<string>();
        foreach (var set in SetOptions.InFile(configuration).Concat(SetOptions.InEnvironment(configuration)))
        {
            if (FindOption(set.Name) is { } option
                && (option.Type != OptionType.Text || option.Choices.Count > 0)
                && Check(configuration, option) is { } problem
                && !problems.Contains(problem, StringComparer.Ordinal))
            {
                problems.Add(problem);
            }
        }

        return problems;
    }

    private static OptionDefinition? FindOption(OptionName name) =>
        OptionTable.Instance.TryFind(name, out var option) || OptionTable.Instance.TryFindByFormerName(name, out option) ? option : null;

    private static string? Check(AirflowConfiguration configuration, OptionDefinition option)
    {
        // commands and secrets are asked for when they are needed, not for a check
        if (option.IsSensitive
            || configuration.Find(option.Name.Section, option.Name.Key) is not { Source: not ConfigurationSource.Default } value)
        {
            return null;
        }

        if (option.Choices.Count > 0)
        {
            return option.Choices.Contains(value.Text, StringComparer.Ordinal)
                ? null
                : AirflowConfiguration.Invalid(option.Name, value, "one of " + string.Join(", ", option.Choices.Where(choice => choice.Length > 0)), null).Message;
        }

        // an empty entry stands for "not set" in files that older releases wrote
        return value.Text.Length == 0 ? null : CheckType(option, value);
    }

    private static string? CheckType(OptionDefinition option, ConfigurationValue value)
    {
        try
        {
            _ = option.Type switch
            {
                OptionType.Boolean => (object)ValueText.ToBool(value.Text),
                OptionType.Integer => ValueText.ToInt(value.Text),
                OptionType.Float => ValueText.ToDouble(value.Text),
                _ => value.Text,
            };
            return null;
        }
        catch (FormatException)
        {
            var expected = option.Type switch
            {
                OptionType.Boolean => "a boolean such as True or False",
                OptionType.Integer => "a whole number",
                _ => "a number",
            };
            return AirflowConfiguration.Invalid(option.Name, value, expected, null).Message;
        }
    }
}
