namespace Airflow;

/// <summary>What can be set on a sensor from a C# function.</summary>
public sealed record SensorOptions : TaskOptions
{
    /// <inheritdoc cref="SensorOperator.PokeInterval"/>
    public TimeSpan PokeInterval { get; init; } = SensorOperator.DefaultPokeInterval;

    /// <inheritdoc cref="SensorOperator.Timeout"/>
    public TimeSpan Timeout { get; init; } = SensorOperator.DefaultTimeout;

    /// <inheritdoc cref="SensorOperator.Mode"/>
    public SensorMode Mode { get; init; }

    /// <inheritdoc cref="SensorOperator.SoftFail"/>
    public bool SoftFail { get; init; }

    /// <inheritdoc cref="SensorOperator.SilentFail"/>
    public bool SilentFail { get; init; }

    /// <inheritdoc cref="SensorOperator.NeverFail"/>
    public bool NeverFail { get; init; }

    /// <inheritdoc cref="SensorOperator.ExponentialBackoff"/>
    public bool ExponentialBackoff { get; init; }

    /// <inheritdoc cref="SensorOperator.MaxWait"/>
    public TimeSpan? MaxWait { get; init; }
}
