using Airflow.Engine.Connections;
using Airflow.Engine.Variables;

namespace Airflow.Engine.Execution;

/// <summary>Where a task's variables and connections come from.</summary>
public sealed record SecretCatalogs(VariableCatalog Variables, ConnectionCatalog Connections);
