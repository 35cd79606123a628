using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

public sealed class MySqlGridTests() : GridConformance(new MySqlTestDatabase());
