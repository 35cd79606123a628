using Airflow.Engine.Timetables;

namespace Airflow.Engine.Configuration;

/// <summary>Finds values that no program could use.</summary>
internal static class ConfigurationCheck
{
    private static readonly OptionName Timezone = new("core", "default_timezone");

    // True, False or non-sensitive-only
    private static readonly OptionName ExposeConfig = new("api", "expose_config");

    public static IReadOnlyList<string> FindProblems(AirflowConfiguration configuration)
    {
        var problems = new List<string>();
        foreach (var set in SetOptions.InFile(configuration).Concat(SetOptions.InEnvironment(configuration)))
        {
            if (FindOption(set.Name) is { } option
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
        return value.Text.Length == 0 ? null
            : option.Name == Timezone ? CheckZone(value)
            : IsSwitch(option) ? CheckType(option with { Type = OptionType.Boolean }, value)
            : CheckType(option, value);
    }

    /// <summary>Airflow's list calls some switches texts; their default gives them away.</summary>
    private static bool IsSwitch(OptionDefinition option) =>
        option is { Type: OptionType.Text, Default: "True" or "False" } && option.Name != ExposeConfig;

    private static string? CheckZone(ConfigurationValue value)
    {
        try
        {
            _ = ScheduleZone.Parse(AirflowConfiguration.ZoneName(value.Text));
            return null;
        }
        catch (TimetableException exception)
        {
            return AirflowConfiguration.Invalid(Timezone, value, "utc, system or an IANA name such as Asia/Seoul", exception).Message;
        }
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
