namespace Airflow.Engine.Dags;

/// <summary>The factor between retry delays. Older documents hold a flag; true means doubling.</summary>
public readonly record struct RetryBackoff(double Multiplier, bool IsFlag = false)
{
    public static RetryBackoff FromFlag(bool enabled) => new(enabled ? 2.0 : 0.0, IsFlag: true);
}
