SwaggerUIBundle({
  url: "openapi?format=json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  filter: true,
  tryItOutEnabled: false,
  // Nothing is asked of any other machine.
  validatorUrl: null,
});
