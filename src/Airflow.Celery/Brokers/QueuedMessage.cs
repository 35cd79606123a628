using Airflow.Celery.Messages;

namespace Airflow.Celery.Brokers;

/// <summary>A message and the queue that it goes to.</summary>
public sealed record QueuedMessage(string Queue, BrokerMessage Message);
