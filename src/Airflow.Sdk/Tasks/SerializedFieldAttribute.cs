namespace Airflow;

/// <summary>Marks a property of an operator that is part of the stored DAG, under Airflow's spelling of its name; its value must have a JSON form.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SerializedFieldAttribute : Attribute;
