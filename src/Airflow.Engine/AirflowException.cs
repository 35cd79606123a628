namespace Airflow.Engine;

/// <summary>An error of Airflow's own, with a stable code and whether trying again may help.</summary>
public class AirflowException : Exception
{
    public AirflowException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>The stable code, listed in docs/reference/errors.md.</summary>
    public string Code { get; }

    /// <summary>True when the same call may succeed later without any change.</summary>
    public bool IsTransient { get; init; }
}
