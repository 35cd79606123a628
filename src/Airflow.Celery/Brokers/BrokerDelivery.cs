using Airflow.Celery.Messages;

namespace Airflow.Celery.Brokers;

/// <summary>A message that a consumer took from a queue.</summary>
/// <param name="Tag">What the broker calls this delivery.</param>
/// <param name="IsRedelivered">It had been delivered before and not been acknowledged.</param>
public sealed record BrokerDelivery(BrokerMessage Message, string Queue, string Tag, bool IsRedelivered);
