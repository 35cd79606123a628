using Airflow.Engine.Connections;
using Airflow.Engine.Secrets;
using Airflow.Engine.Variables;

namespace Airflow.Engine.Execution;

/// <summary>Where a task's variables and connections come from, and what encrypts else that it stores.</summary>
public sealed record SecretCatalogs(VariableCatalog Variables, ConnectionCatalog Connections, ISecretCipher Cipher);
