namespace Airflow.Server.Observability;

/// <summary>How tags are written to StatsD.</summary>
public enum StatsdTags
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>name:1|c|#tag:value.</summary>
    Datadog,

    /// <summary>name,tag=value:1|c.</summary>
    Influx,
}
