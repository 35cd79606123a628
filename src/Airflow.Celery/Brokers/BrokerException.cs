using Airflow.Engine;

namespace Airflow.Celery.Brokers;

/// <summary>A broker that cannot be reached, or that refuses.</summary>
public sealed class BrokerException : AirflowException
{
    public BrokerException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }

    /// <summary>Away for now: the same call may succeed later.</summary>
    internal static BrokerException Unavailable(BrokerAddress address, string reason, Exception? cause = null) =>
        new("broker_unavailable", $"The broker {address} does not answer: {reason}", cause) { IsTransient = true };

    internal static BrokerException Refused(BrokerAddress address, string reason, Exception? cause = null) =>
        new("broker_refused", $"The broker {address} refuses: {reason}", cause) { IsTransient = true };
}
