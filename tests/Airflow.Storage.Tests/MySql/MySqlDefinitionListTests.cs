using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

public sealed class MySqlDefinitionListTests() : DefinitionListConformance(new MySqlTestDatabase());
