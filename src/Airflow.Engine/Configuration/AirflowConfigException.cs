namespace Airflow.Engine.Configuration;

/// <summary>Something in airflow.cfg or in the environment is wrong; the message names key, value and source.</summary>
public sealed class AirflowConfigException : AirflowException
{
    public AirflowConfigException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }

    /// <summary>All problems, when several were found at once.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
