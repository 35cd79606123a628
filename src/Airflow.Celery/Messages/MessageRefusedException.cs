using Airflow.Engine;

namespace Airflow.Celery.Messages;

/// <summary>A message that no worker can ever run: it is taken off the queue and logged, and harms nobody.</summary>
public sealed class MessageRefusedException : AirflowException
{
    public MessageRefusedException(string message, Exception? innerException = null)
        : base("celery_message_refused", message, innerException)
    {
    }

    /// <summary>Celery acknowledges what it cannot decode and rejects what it does not know; brokers with a dead letter queue show the difference.</summary>
    public bool IsUndecodable { get; init; }
}
