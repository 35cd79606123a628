using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Sqlite;

public sealed class SqliteCallbackTests() : CallbackConformance(new SqliteTestDatabase());
