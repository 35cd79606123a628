using Airflow.Storage.Tests.Results;

namespace Airflow.Storage.Tests.MySql;

public sealed class MySqlResultBackendTests() : ResultBackendConformance(new MySqlTestDatabase());
