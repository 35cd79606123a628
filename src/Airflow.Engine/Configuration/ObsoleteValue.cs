namespace Airflow.Engine.Configuration;

/// <summary>A value that was an earlier release's default, or that is allowed no more.</summary>
internal sealed record ObsoleteValue(OptionName Option, string Text, string? Successor)
{
    public static IReadOnlyList<ObsoleteValue> All { get; } =
    [
        new(new("core", "executor"), "SequentialExecutor", "LocalExecutor"),
        new(new("core", "parallelism"), "0", null),
        new(new("scheduler", "catchup_by_default"), "True", "False"),
        new(new("scheduler", "create_cron_data_intervals"), "True", "False"),
        new(new("scheduler", "create_delta_data_intervals"), "True", "False"),
    ];

    public string Message => Successor is null
        ? $"Invalid value `{Text}` set for `{Option.Key}` configuration parameter in `{Option.Section}` section."
        : $"Changed default value of `{Option.Key}` in `{Option.Section}` from `{Text}` to `{Successor}`. You currently have `{Text}` set.";

    public bool IsSetIn(AirflowConfiguration configuration) =>
        configuration.Find(Option.Section, Option.Key) is { Source: not ConfigurationSource.Default } value
        && string.Equals(value.Replaced ?? value.Text, Text, StringComparison.Ordinal);
}
