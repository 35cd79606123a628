namespace Airflow;

/// <summary>An operator that does nothing: without callbacks and outlets its tasks succeed without a worker.</summary>
public interface IEmptyOperator;
