namespace Airflow;

/// <summary>An operator that may skip tasks after it, such as a branch.</summary>
public interface ISkipsDownstream;
