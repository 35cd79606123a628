using Airflow.Storage.Tests.Results;

namespace Airflow.Storage.Tests.Sqlite;

public sealed class SqliteResultBackendTests() : ResultBackendConformance(new SqliteTestDatabase());
