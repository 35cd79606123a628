using Airflow.Celery.Control;

namespace Airflow.Celery.Flower.State;

/// <summary>All that is known of a cluster, and the way to ask and to tell it.</summary>
internal sealed record ClusterModel(ControlClient Control, ClusterState State, Inspector Inspector, FlowerMetrics Metrics);
